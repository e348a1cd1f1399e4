/**
 * What a look at a file gives, or something else when there is no such file.
 * Any other fault, as a folder that may not be entered, stays one.
 */
export const unlessAbsent = <Found, Instead>(
  look: Promise<Found>,
  instead: Instead,
): Promise<Found | Instead> =>
  look.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return instead;
    throw error;
  });
