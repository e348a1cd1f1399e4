/**
 * Who acts: `user:<id>` in the console, `channel:<id>`, `job:<name>` or
 * `cli:<user of the system>`.
 */
export type Actor = string;

const nameOf = (actor: Actor): string => actor.slice(actor.indexOf(':') + 1);

/** True for people, at the console or at a terminal; never for jobs, channels and rules. */
export const isPerson = (actor: Actor): boolean => /^(user|cli):./.test(actor);

/**
 * True for those who may give a second signature: people who logged in to the
 * console. A terminal proves nobody's identity, so `cli:` may never approve.
 */
export const mayApprove = (actor: Actor): boolean => /^user:./.test(actor);

/**
 * Whether two actors are one person for the rule of two people. The same name
 * at a terminal and in the console counts as one.
 */
export const isSamePerson = (one: Actor, other: Actor): boolean =>
  one === other || (isPerson(one) && isPerson(other) && nameOf(one) === nameOf(other));
