/** What systems leave beside pictures, and nobody means. */
const litter = /^(?:\..*|Thumbs\.db|desktop\.ini)$/i;

const isMeant = (file: File) => !litter.test(file.name);

/** Chosen files, without what systems leave in folders. */
export const withoutLitter = (files: readonly File[]): File[] => files.filter(isMeant);

/** The files of a drop, those of dropped folders among them. Call it while the event is being handled: what was dropped is gone after it. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = entries.length === 0 ? [...data.files] : (await Promise.all(entries.map(filesIn))).flat();
  return withoutLitter(files);
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const files: File[] = [];
  for (const inside of await entriesOf(entry)) files.push(...(await filesIn(inside)));
  return files;
}

/** A folder is read a hundred entries at a time, until none comes. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
