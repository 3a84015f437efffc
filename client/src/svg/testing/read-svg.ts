/** Imports SVG text in Node: the importer over a small XML parser, and a measure in which each letter is half as wide as high. */
import { DOMParser } from '@xmldom/xmldom';
import type { SvgImport, SvgNode } from '../../editor/svg-import.ts';
import type { MeasureText } from '../../editor/text-layout.ts';
import { importSvg } from '../import/import-svg.ts';
import { xmlParseOver } from '../xml/dom-xml.ts';

export const measureHalf: MeasureText = (text, { fontSize }) => [...text].length * fontSize * 0.5;

/** As strict as a browser: anything beyond a warning ends the parsing. */
const strict = new DOMParser({
  onError: (level, message) => {
    if (level !== 'warning') throw new Error(message);
  },
});

export const parseXml = xmlParseOver(strict);

export const readSvg = (text: string): SvgImport => importSvg(text, parseXml, measureHalf);

/** Reads what stands inside an `svg` of 100 × 100 px. */
export const readBody = (body: string): SvgImport =>
  readSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">${body}</svg>`,
  );

/** The only node of a drawing. */
export function readOne(body: string): SvgNode {
  const { nodes } = readBody(body);
  const [node] = nodes;
  if (node === undefined || nodes.length !== 1) throw new Error(`expected one node, not ${JSON.stringify(nodes)}`);
  return node;
}
