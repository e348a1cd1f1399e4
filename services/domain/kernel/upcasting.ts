/**
 * How the data of one event type grew: the step at index n turns version n + 1
 * into version n + 2. A step takes exactly the shape its version was written
 * in, so it never guesses by looking at the fields.
 */
export type UpcastingSteps = readonly ((data: never) => unknown)[];

/** The steps of an aggregate's event types; a type that never changed has no entry. */
export type Upcasters = Readonly<Record<string, UpcastingSteps>>;

const stepsOf = (upcasters: Upcasters, type: string): UpcastingSteps =>
  Object.hasOwn(upcasters, type) ? (upcasters[type] ?? []) : [];

/** The version, from 1, in which events of a type are written today. */
export const currentVersion = (upcasters: Upcasters, type: string): number =>
  stepsOf(upcasters, type).length + 1;

/**
 * Event data in today's shape. Data of today's version comes back as it is.
 *
 * @throws RangeError for a version that this program does not know: the event
 *   was written by a newer one, and reading it as older would lose facts
 */
export const upcast = (
  upcasters: Upcasters,
  type: string,
  version: number,
  data: unknown,
): unknown => {
  const steps = stepsOf(upcasters, type);
  if (!Number.isInteger(version) || version < 1 || version > steps.length + 1) {
    throw new RangeError(
      `${type} version ${version} is unknown; this program reads versions 1 to ${steps.length + 1}`,
    );
  }
  return steps.slice(version - 1).reduce<unknown>((older, step) => step(older as never), data);
};
