import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ApiProblem } from '../../api/problem';
import type { Upload } from './answers';
import { sendFile } from './sendFile';
import { allSendings, forgetSending, send } from './sendings';

vi.mock('./sendFile', () => ({ sendFile: vi.fn() }));

const sent = vi.mocked(sendFile);
const file = new File(['x'], 'harbor.csv', { lastModified: 1 });
const upload = { id: 'upload-1' } as Upload;

beforeEach(() => {
  sent.mockReset();
});
afterEach(() => {
  for (const { id } of allSendings.current()) forgetSending(id);
});

test('a file that is on its way is not sent a second time', async () => {
  let arrive: (found: Upload) => void = () => undefined;
  sent.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  const first = send(file);
  expect(await send(file)).toBeNull();
  expect(allSendings.current()).toHaveLength(1);
  arrive(upload);
  expect(await first).toBe(upload);
  expect(sent).toHaveBeenCalledTimes(1);
  expect(allSendings.current()).toEqual([]);
});

test('a lost connection stays on the list, and sending it again takes its place', async () => {
  const lost = new ApiProblem({ code: 'upload_lost', status: 0 });
  sent.mockRejectedValueOnce(lost).mockResolvedValueOnce(upload);
  expect(await send(file)).toBeNull();
  expect(allSendings.current()).toMatchObject([{ file, problem: lost }]);
  expect(await send(file)).toBe(upload);
  expect(allSendings.current()).toEqual([]);
});
