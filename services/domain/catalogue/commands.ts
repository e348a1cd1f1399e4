import type { Actor } from '../kernel/actor.ts';
import type { Command } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { CatalogueDocument } from './documents.ts';

export type PublishDocument = Command<
  'PublishDocument',
  {
    readonly document: CatalogueDocument;
    readonly publishedBy: Actor;
    readonly at: Instant;
  }
>;

export type CatalogueCommand = PublishDocument;
