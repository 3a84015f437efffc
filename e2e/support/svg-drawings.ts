/** SVG files as programs write them, for stories of what an import looks like. */
const svg = (size: string, body: string): string => `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`;

export const SVG_DRAWINGS: Readonly<Record<string, string>> = {
  icon: svg(
    'width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"',
    '<path d="M12 19l7-7 3 3-7 7-3-3z"/><path d="M18 13l-1.5-7.5L2 2l3.5 14.5L13 18l5-5z"/><path d="m2 2 7.6 7.6"/><circle cx="11" cy="11" r="2"/>',
  ),
  logo: svg(
    'viewBox="0 0 32 32"',
    '<path fill-rule="evenodd" d="M4 4h24v24H4zM10 10v12h12V10zm3 3h6v6h-6z" fill="#0ea5e9"/><rect x="1" y="1" width="30" height="30" rx="6" fill="none" stroke="#111" stroke-width=".75"/>',
  ),
  flag: svg(
    'viewBox="0 0 640 480"',
    '<g stroke-width="1pt"><path fill="#229e45" fill-rule="evenodd" d="M0 0h640v480H0z"/><path fill="#f8e509" d="m321.4 436 301.5-195.7L319.600 44 17.1 240.700z"/></g><g transform="translate(320 240)"><circle r="110" fill="#2b49a3"/><g fill="#fff"><path id="s" d="M0-30 8-10 30-8 12 6 18 28 0 16-18 28-12 6-30-8-8-10z"/></g><use href="#s" transform="translate(60 30) scale(.4)"/><use href="#s" transform="rotate(30) translate(-60 20) scale(.5)"/></g>',
  ),
  gradients: svg(
    'width="200" height="120"',
    '<defs><linearGradient id="a" x1="0" y1="0" x2="1" y2="1"><stop stop-color="#f43f5e"/><stop offset=".5" stop-color="#fde047"/><stop offset="1" stop-color="#22d3ee" stop-opacity=".4"/></linearGradient><radialGradient id="b" cx=".3" cy=".4" r=".6"><stop stop-color="#fff"/><stop offset="1" stop-color="#4f46e5"/></radialGradient><linearGradient id="c" gradientUnits="userSpaceOnUse" x1="110" y1="60" x2="130" y2="60" spreadMethod="reflect"><stop stop-color="#000"/><stop offset="1" stop-color="#f97316"/></linearGradient></defs><rect width="90" height="50" rx="12" fill="url(#a)"/><ellipse cx="150" cy="28" rx="45" ry="24" fill="url(#b)" transform="rotate(12 150 28)"/><path d="M10 110q40-60 80 0t80 0" fill="none" stroke="url(#c)" stroke-width="9"/>',
  ),
  styled: svg(
    'viewBox="0 0 160 100"',
    '<style>.d{stroke:#0f766e;stroke-width:4;stroke-dasharray:10 5 2 5;fill:none}g>circle{opacity:.6}.n{fill:#be123c}</style><path class="d" d="M10 20h140M10 34c30-20 60 20 140 0"/><g><circle class="n" cx="40" cy="70" r="24"/><circle cx="64" cy="70" r="24" fill="rgb(30 64 175)"/></g><polygon points="100,50 150,50 140,90 110,94" fill="#84cc16" stroke="#000" stroke-width="3" stroke-linejoin="bevel"/><line x1="84" y1="50" x2="96" y2="96" stroke="#000" stroke-width="6" stroke-linecap="square"/>',
  ),
  clipped: svg(
    'width="150" height="100"',
    '<clipPath id="k"><rect x="20" y="15" width="70" height="70" rx="18"/></clipPath><g clip-path="url(#k)"><rect width="150" height="100" fill="#fef3c7"/><circle cx="30" cy="80" r="45" fill="#7c3aed"/><circle cx="88" cy="22" r="30" fill="#059669"/></g><g opacity=".5"><rect x="100" y="20" width="30" height="40"/><rect x="112" y="40" width="30" height="40" fill="red"/></g>',
  ),
  masked: svg(
    'width="150" height="100"',
    '<clipPath id="p"><path d="M10 90L60 5l50 85z"/></clipPath><clipPath id="o"><ellipse cx="110" cy="40" rx="36" ry="20" transform="rotate(25 110 40)"/></clipPath><g clip-path="url(#p)"><rect width="150" height="60" fill="#2563eb"/><circle cx="70" cy="70" r="28" fill="#f59e0b"/></g><rect x="70" width="80" height="90" fill="#16a34a" clip-path="url(#o)"/>',
  ),
  effects: svg(
    'width="180" height="110"',
    '<filter id="f" x="-50%" y="-50%" width="200%" height="200%" color-interpolation-filters="sRGB"><feDropShadow dx="4" dy="6" stdDeviation="5" flood-color="#1e1b4b" flood-opacity=".7"/></filter><filter id="g" x="-50%" y="-50%" width="200%" height="200%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="4"/></filter><rect x="20" y="20" width="60" height="50" rx="8" fill="#fff" filter="url(#f)"/><circle cx="130" cy="45" r="28" fill="#db2777" filter="url(#g)"/><rect x="70" y="50" width="50" height="40" fill="#fde047" style="mix-blend-mode:multiply"/>',
  ),
  transformed: svg(
    'viewBox="0 0 120 120"',
    '<g transform="rotate(20 60 60) scale(.8) skewX(12)"><rect x="20" y="20" width="60" height="40" fill="#fb7185"/><path d="M20 80h70l-35 36z" fill="#38bdf8"/></g><svg x="70" y="70" width="40" height="40" viewBox="0 0 10 10"><path d="M0 5a5 5 0 1 1 10 0 5 5 0 0 1-10 0" fill="#a3e635"/><path d="M2 5h6M5 2v6" stroke="#000"/></svg>',
  ),
};
