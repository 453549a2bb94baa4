import { refused } from '../../core/errors.ts';
import { quoteName } from './limits.ts';
import type { Content } from './tree-writer.ts';

/** One entry of an archive, whatever the format. */
export type ArchiveEntry = {
  /** As written in the archive. */
  name: string;
  type: 'file' | 'directory' | 'link' | 'other';
  executable: boolean;
  /** Must be read, or discarded, before the next entry. */
  open(): Promise<Content>;
};

/** The refusal of an entry by name. */
export const invalidEntry = (name: string, problem: string) =>
  refused('archive-invalid', `the archive entry ${quoteName(name)} ${problem}`, 'make an archive of plain files only');
