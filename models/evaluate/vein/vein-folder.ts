import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { err, failure, ok, type Result } from '../../../drivers/kit/result.ts';
import { visionErrors } from '../../errors.ts';

export interface VeinFile {
  readonly finger: string;
  /** Empty when the pictures lie in the finger's folder itself. */
  readonly session: string;
  readonly path: string;
}

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.bmp']);

/** `2.png` before `10.png`, and the same order on every machine. */
const inOrder = new Intl.Collator('en', { numeric: true });

/** Every picture of `folder/finger/session/`, in order. Fails with E5301 when a folder cannot be read. */
export async function listVeinFiles(folder: string): Promise<Result<VeinFile[]>> {
  try {
    const files: VeinFile[] = [];
    for (const finger of (await entriesOf(folder)).folders) {
      const { folders, pictures } = await entriesOf(join(folder, finger));
      for (const name of pictures) files.push({ finger, session: '', path: join(folder, finger, name) });
      for (const session of folders)
        for (const name of (await entriesOf(join(folder, finger, session))).pictures)
          files.push({ finger, session, path: join(folder, finger, session, name) });
    }
    return ok(files);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return err(failure(visionErrors, 'E5301', `folder of fingers, ${code}`));
  }
}

async function entriesOf(folder: string): Promise<{ folders: string[]; pictures: string[] }> {
  const folders: string[] = [];
  const pictures: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const isFolder = entry.isSymbolicLink()
      ? (await stat(join(folder, entry.name))).isDirectory()
      : entry.isDirectory();
    if (isFolder) folders.push(entry.name);
    else if (PICTURES.has(extname(entry.name).toLowerCase())) pictures.push(entry.name);
  }
  return { folders: folders.sort(inOrder.compare), pictures: pictures.sort(inOrder.compare) };
}
