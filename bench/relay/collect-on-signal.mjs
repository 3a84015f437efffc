/** Imported by a server whose memory is measured: SIGUSR2 makes it collect its garbage, which it would else keep for later. */
process.on('SIGUSR2', () => {
  const collect = /** @type {(options: object) => void} */ (globalThis.gc);
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
});
