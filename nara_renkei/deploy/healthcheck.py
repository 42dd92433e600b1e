"""Ends with 0 when the web server of this container answers. Asks as nginx does: by name, over HTTPS."""

import os
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
port = os.environ.get("WEB_BIND", "0.0.0.0:8000").rpartition(":")[2]
asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
urllib.request.urlopen(asked, timeout=4).close()  # noqa: S310 the scheme is written above
