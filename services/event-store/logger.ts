/** What the store tells of; a pino logger fits. */
export type EventStoreLogger = {
  readonly warn: (facts: object, message: string) => void;
};
