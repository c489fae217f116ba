/** One store of a database as it lies there: no Dexie, no key. */
export function readRaw(name: string, store: string): Promise<Record<string, unknown>[]> {
  return inRaw(name, store, 'readonly', (objects) => objects.getAll());
}

/** Puts a row as it is, behind the store's back. */
export async function writeRaw(name: string, store: string, row: unknown): Promise<void> {
  await inRaw(name, store, 'readwrite', (objects) => objects.put(row));
}

function inRaw<T>(name: string, store: string, mode: IDBTransactionMode, ask: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(store, mode);
      const asking = ask(transaction.objectStore(store));
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        resolve(asking.result);
      };
    };
  });
}

/** All that could be read of rows by somebody with the file: texts, numbers and bytes taken as UTF-8. */
export function readable(rows: readonly unknown[]): string {
  const decoder = new TextDecoder();
  return JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? decoder.decode(value) : value));
}
