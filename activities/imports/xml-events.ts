import { SaxesParser } from 'saxes';
import { ZipError, type ZipPart } from './zip-parts.ts';

/** What a part of a workbook holds next; names are without their prefix. */
export type XmlEvent =
  | { opened: string; attributes: Record<string, string>; closed?: undefined; text?: undefined }
  | { closed: string; opened?: undefined; attributes?: undefined; text?: undefined }
  | { text: string; opened?: undefined; attributes?: undefined; closed?: undefined };

/**
 * Reads a part piece by piece.
 * @throws ZipError when it is damaged, no UTF-8, no well-formed XML, or names a document type: workbooks have none
 */
export async function* readXml(part: ZipPart): AsyncGenerator<XmlEvent, void, undefined> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let events: XmlEvent[] = [];
  parser.on('error', () => {
    throw new ZipError('no XML');
  });
  parser.on('doctype', () => {
    throw new ZipError('a document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, value]) => [local(key), value]);
    events.push({ opened: local(name), attributes: Object.fromEntries(plain) });
  });
  parser.on('closetag', ({ name }) => events.push({ closed: local(name) }));
  parser.on('text', (text) => events.push({ text }));
  parser.on('cdata', (text) => events.push({ text }));
  for await (const piece of part.read()) {
    parser.write(decoded(decoder, piece));
    yield* events;
    events = [];
  }
  parser.write(decoded(decoder));
  parser.close();
  yield* events;
}

function decoded(decoder: TextDecoder, piece?: Buffer): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw new ZipError('no UTF-8');
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
