import { readFileSync } from 'node:fs';

/** @param {string} name of a package in bench/node_modules @returns {string} */
export const installedVersion = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;
