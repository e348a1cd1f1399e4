import { randomUUID } from 'node:crypto';
import type { Actor } from '@chobo/domain/kernel/actor';
import { catalogue } from '@chobo/domain/catalogue/decider';
import { catalogueDocumentSchema } from '@chobo/domain/catalogue/documents';
import type { CatalogueDocument } from '@chobo/domain/catalogue/documents';
import { instantOf } from '@chobo/domain/kernel/time';
import { catalogueStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { EventStore, Position } from '@chobo/event-store/port';
import { z } from 'zod';
import { jsonFaultOf } from './jsonFault.ts';

/** What is wrong with a file of catalogue documents, each fault with its place in the file. */
export type DocumentFault = { readonly place: string; readonly reason: string };

export type DocumentsRead =
  | { readonly ok: true; readonly documents: readonly CatalogueDocument[] }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] };

export type Published = {
  readonly kind: CatalogueDocument['kind'];
  readonly id: string;
  /** From 1. */
  readonly version: number;
  /** False when the same content was published before. */
  readonly changed: boolean;
  /** Where the log stands with it; null when nothing changed. */
  readonly position: Position | null;
};

const fileSchema = z.union([
  z.array(catalogueDocumentSchema),
  catalogueDocumentSchema.transform((document) => [document]),
]);

/**
 * Reads a file of catalogue documents: JSON, one document or an array of them.
 * One faulty document refuses the whole file.
 */
export function readDocuments(text: string): DocumentsRead {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const { line, column, isEnd } = jsonFaultOf(text);
    const reason = isEnd
      ? 'This is not JSON: the text ends before it is complete.'
      : 'This is not JSON: what stands here may not stand here.';
    return { ok: false, faults: [{ place: `line ${line}, column ${column}`, reason }] };
  }
  const schema = Array.isArray(json) ? fileSchema.options[0] : fileSchema.options[1];
  const read = schema.safeParse(json);
  if (read.success) return { ok: true, documents: read.data };
  const faults = read.error.issues.map((issue) => ({
    place: z.core.toDotPath(issue.path),
    reason: issue.message,
  }));
  return { ok: false, faults };
}

/**
 * Publishes documents one after the other: each change is a new version of its
 * stream, the same content again is none.
 *
 * @param nowMs epoch ms
 */
export async function publishDocuments(
  store: EventStore,
  documents: readonly CatalogueDocument[],
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Promise<readonly Published[]> {
  const at = instantOf(nowMs);
  const published: Published[] = [];
  for (const document of documents) {
    const { kind, id } = document;
    const result = await handleCommand(store, catalogue, {
      stream: catalogueStream(kind, id),
      command: { type: 'PublishDocument', data: { document, publishedBy: actor, at } },
      context: { commandId: randomUUID(), actor, occurredAt: at },
    });
    // The stream is named by the document, so it never holds another one.
    if (!result.accepted) throw new Error(`${kind} ${id}: ${result.rejection.code}`);
    const changed = result.events.length > 0;
    published.push({
      kind,
      id,
      version: Number(result.revision) + 1,
      changed,
      position: changed ? result.position : null,
    });
  }
  return published;
}
