import { z } from 'zod';
import { challengeFile } from './schema.ts';

/** The JSON Schema of `challenge.yaml` for editors, as it is stored in challenge.schema.json. */
export const editorSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(challengeFile, { io: 'input' }), null, 2)}\n`;
