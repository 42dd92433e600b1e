"""Backups: taken, proven, thinned out, restored, rehearsed. Started by backup.sh and restore.sh (ADR 0032).

A generation is a folder of four files: database.dump.age, files.tar.age and manifest.json.age are written for public
keys; sums.json is open and holds their sizes and SHA-256, so that a copy can be checked where no private key is.
"""
