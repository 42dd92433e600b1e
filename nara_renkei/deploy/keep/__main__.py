"""python -m nara_renkei.deploy.keep backup|restore …: what backup.sh and restore.sh start."""

import sys

from nara_renkei.deploy.keep import backup, restore

if __name__ == "__main__":
    sys.exit({"backup": backup.main, "restore": restore.main}[sys.argv.pop(1)]())
