import { readdir } from 'node:fs/promises';
import { createFolderBlobStore } from './folder-blob-store.ts';
import { blobStoreSuite } from './testing/blob-store-suite.ts';

blobStoreSuite('a folder', async (root) => ({
  store: createFolderBlobStore(root),
  list: async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  },
}));
