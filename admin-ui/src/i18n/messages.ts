/** The shape of messages: the keys of the English ones, every value a text. */
export type Messages<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Messages<English[Key]>;
};
