"""Photos: what a camera or phone wrote into them besides the picture."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.site import MediaFile
from clinicsite.read.exif import has_place


@rule("LIVE-14", "photo", "warning", going_live="error")
def photo_with_place(file: MediaFile, data: bytes) -> Iterator[Diagnostic]:
    """A photo tells where it was taken.

    Phones write latitude and longitude into each picture. Anyone who saves it can read from it where a nurse lives or
    where a patient was.

    Bad:
        -- content/images/chair.jpg --
        <rdf:Description exif:GPSLatitude="38,50.12N" exif:GPSLongitude="104,49.30W"/>

    Good:
        -- content/images/chair.jpg --
        <rdf:Description tiff:Make="A camera"/>
    """
    if has_place(data):
        yield Diagnostic(
            "LIVE-14", f"The photo `{file.path}` tells where it was taken.", Location(f"content/{file.path}"),
            "Save it without its location, as with `exiftool -gps:all= -xmp:gps*=`.", severity="warning",
        )


RULES: tuple[Rule, ...] = (
    photo_with_place,
)
