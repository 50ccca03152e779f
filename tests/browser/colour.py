"""Contrast as WCAG counts it, for scripts in the page."""

from __future__ import annotations

CONTRAST = r"""
const channels = colour => colour.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
  .map(c => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
  .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);

// The flat colour behind an element. The line's own marks stand beside the text and are left out.
const behind = element => {
  for (; element; element = element.parentElement) {
    const colour = getComputedStyle(element).backgroundColor;
    if ((channels(colour)[3] ?? 1) === 1) return colour;
  }
  return "rgb(255, 255, 255)";
};
const contrast = (one, other) => {
  const [low, high] = [one, other].map(colour => light(channels(colour))).sort((a, b) => a - b);
  return (high + .05) / (low + .05);
};
"""
