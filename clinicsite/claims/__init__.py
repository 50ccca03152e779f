"""The claims desk: judges what a page's words promise, prove, hide and leave out."""
