import { CopyText } from './CopyText';

/** Digits that tell files apart at a glance; the whole hash is copied, and shown on hovering. */
const SHOWN = 12;

/** The SHA-256 of a file. */
export const FileHash = ({ sha256 }: { readonly sha256: string }) => (
  <CopyText label="SHA-256" shown={`${sha256.slice(0, SHOWN)}…`} value={sha256} />
);
