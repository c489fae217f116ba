/** An error whose message was written here and quotes nothing that came from outside: it may be logged as it is. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** What of an error may be logged. Messages and PostgreSQL's `detail` quote rows, which hold people's names: only code, name and place are kept. */
export interface SafeError {
  name: string;
  code?: unknown;
  message?: string;
  where?: string[];
  cause?: SafeError;
}

export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, code, cause } = error as Error & { code?: unknown };
  const safe: SafeError = { name };
  if (code !== undefined) safe.code = code;
  if (error instanceof PlainError) safe.message = error.message;
  const where = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  if (where.length > 0) safe.where = where.map((line) => line.trim());
  if (cause !== undefined) safe.cause = safeError(cause);
  return safe;
}
