"""Small pictures of large ones, made in a process of its own that may use so much memory and time and no more.

`python -m fettle.modules.files.storage.darkroom SOURCE FOLDER` writes `FOLDER/320` and `FOLDER/1600` as WebP, upright
and without anything that the camera wrote into the picture.
"""

import asyncio
import contextlib
import os
import resource
import sys
from pathlib import Path

from fettle.modules.files.storage.keys import SIZES

MOST_MEMORY = 2 * 1024 * 1024 * 1024
MOST_SECONDS = 60
QUALITY = 78
ENVIRONMENT = {"VIPS_CONCURRENCY": "1", "VIPS_WARNING": "0", "VIPS_BLOCK_UNTRUSTED": "1"}
"""Loaders that libvips calls unsafe (they call for other programs) stay shut."""


async def develop(source: Path, folder: Path) -> bool:
    """Write the small pictures of `source` into `folder`; whether that could be done within the limits."""
    inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        str(source),
        str(folder),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=inherited | ENVIRONMENT,
    )
    try:
        async with asyncio.timeout(MOST_SECONDS * 2):
            return await process.wait() == 0
    except TimeoutError:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _develop(source: Path, folder: Path) -> None:
    import pyvips  # type: ignore[import-untyped]  # noqa: PLC0415 - only this process loads the library that reads pictures of strangers

    for size in SIZES:
        # Never larger than it was; JPEG and WebP are shrunk while they are read.
        picture = pyvips.Image.thumbnail(str(source), size, height=size, size="down")
        picture.webpsave(str(folder / str(size)), Q=QUALITY, keep="none")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _develop(Path(sys.argv[1]), Path(sys.argv[2]))
