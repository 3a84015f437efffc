import { describe, expect, it } from 'vitest';
import { SvgImportError } from '../svg-import-error.ts';
import { prepareXml } from './xml-prologue.ts';

describe('preparing XML', { timeout: 30_000 }, () => {
  it('takes the document type out and fills its entities in', () => {
    const text =
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [\n<!ENTITY ns "http://www.w3.org/2000/svg">\n<!ENTITY st \'fill:red\'>\n]>\n<svg xmlns="&ns;" style="&st;">&amp;</svg>';
    expect(prepareXml(text)).toBe(
      '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" style="fill:red">&amp;</svg>',
    );
  });

  it('leaves a document without one as it is', () => {
    const text = '<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;!DOCTYPE&gt; &unknown;</text></svg>';
    expect(prepareXml(text)).toBe(text);
  });

  it('drops what stands before the XML declaration', () => {
    expect(prepareXml('\uFEFF\n <?xml version="1.0"?><svg/>')).toBe('<?xml version="1.0"?><svg/>');
  });

  it('declares prefixes that were forgotten', () => {
    expect(prepareXml('<svg><use xlink:href="#a"/></svg>')).toBe(
      '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/></svg>',
    );
    expect(prepareXml('<svg><inkscape:grid/></svg>')).toContain('<svg xmlns:inkscape="urn:undeclared:inkscape">');
  });

  it('refuses entities that expand beyond all measure', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    ).join('');
    expect(() => prepareXml(`<!DOCTYPE svg [<!ENTITY e0 "boom">${levels}]><svg>&e12;</svg>`)).toThrow(SvgImportError);
  });

  it('refuses entities that name themselves', () => {
    expect(() => prepareXml('<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "&a;">]><svg>&a;</svg>')).toThrow(
      SvgImportError,
    );
  });

  it('does not trip over a document type that never ends', () => {
    expect(prepareXml('<!DOCTYPE svg [ <!ENTITY a "')).toBe('');
  });
});
