"""WordPress eXtended RSS (WXR) 1.0 to 1.2: `read` and `write`.

There is no specification; WordPress' exporter and importer are it: wp-admin/includes/export.php writes 1.2, and
https://github.com/WordPress/wordpress-importer tells what an import needs.
"""

from kawaraban.publish.formats.wxr.reading import read
from kawaraban.publish.formats.wxr.writing import write

__all__ = ["read", "write"]
