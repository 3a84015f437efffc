/** The digest by its definition (D12), register by register and from nothing: the oracle of what a document keeps up. */
import { BUCKETS, bucketOf, Digest } from '../src/document/digest.ts';
import { ROOT, TRASH } from '../src/document/node-id.ts';
import type { DocumentReader } from '../src/document/reader.ts';
import { hashRegister, hashStamp } from '../src/document/register-hash.ts';
import { hashText } from '../src/document/value-hash.ts';

export function freshDigest(document: DocumentReader): Digest {
  const buckets = new Int32Array(BUCKETS);
  for (const id of new Set([ROOT, TRASH, ...document.nodes()])) {
    for (const [property, { value, time, actor }] of document.row(id) ?? []) {
      const hash = hashRegister(hashText(id), hashText(property), hashStamp(time, hashText(actor)), value);
      buckets[bucketOf(id)] = (buckets[bucketOf(id)] as number) ^ hash;
    }
  }
  return new Digest(buckets);
}
