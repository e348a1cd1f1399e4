/**
 * Ids of the commands that follow from the claim of a payment. They derive from
 * the id of the claim's own command, so that whoever completes a claim, the one
 * who made it or a worker after a crash, issues the same command.
 */
export const creditCommandId = (claimCommandId: string): string => `${claimCommandId}:credit`;

/** The command that ends a claim which the account does not take. */
export const refusalCommandId = (claimCommandId: string): string => `${claimCommandId}:refuse`;
