import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../testing/read-svg.ts';
import { xmlParseOver } from './dom-xml.ts';

/** What browsers give for text that is not well-formed. */
const REPORT =
  '<parsererror xmlns="http://www.w3.org/1999/xhtml"><h3>This page contains the following errors:</h3><div>error on line 3 at column 5: Opening and ending tag mismatch\n</div><h3>Below is a rendering of the page up to the first error.</h3></parsererror>';
const browserGiving = (text: string) =>
  xmlParseOver({ parseFromString: () => new DOMParser().parseFromString(text, 'image/svg+xml') });

describe('reading XML through a DOM', () => {
  it('gives elements, attributes and text as plain data', () => {
    expect(
      parseXml(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><!-- no --><use l:href="#a" xml:space="preserve">a<![CDATA[<b>]]></use><?no?></svg>',
      ),
    ).toEqual({
      root: {
        namespace: 'http://www.w3.org/2000/svg',
        name: 'svg',
        attributes: expect.any(Map),
        children: [
          {
            namespace: 'http://www.w3.org/2000/svg',
            name: 'use',
            attributes: new Map([
              ['xlink:href', '#a'],
              ['xml:space', 'preserve'],
            ]),
            children: ['a', '<b>'],
          },
        ],
      },
    });
  });

  it.each([REPORT, `<svg>${REPORT}<g/></svg>`, `<svg>\n<g/>${REPORT}</svg>`, `<html><body>${REPORT}</body></html>`])(
    'finds the report that a browser hides in %s',
    (text) => {
      expect(browserGiving(text)('')).toEqual({
        reason: 'error on line 3 at column 5: Opening and ending tag mismatch',
      });
    },
  );

  it('gives the reason where a parser throws', () => {
    expect(parseXml('<svg><g></svg>')).toEqual({ reason: expect.stringMatching(/\w/) });
    expect(parseXml('')).toEqual({ reason: expect.stringMatching(/\w/) });
  });
});
