// Asks the API's routes for operators, with the operator token where there is one.
import { requestJson } from '../api/api.ts';

const storageKey = 'lookalike:operator-token';

/** Kept for this tab only: closing it forgets the token. */
export const operatorToken = {
  read: (): string | null => sessionStorage.getItem(storageKey),
  keep: (token: string): void => sessionStorage.setItem(storageKey, token),
  forget: (): void => sessionStorage.removeItem(storageKey),
};

export interface OperatorRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** The headers that open an operator route; also for a stream that is read with `fetch`. */
export function operatorHeaders(): Record<string, string> {
  const token = operatorToken.read();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** @throws ApiProblem; status 401 wants a token, 403 says that only the server's own machine may ask */
export function askOperator<Answer>(path: string, request: OperatorRequest = {}): Promise<Answer> {
  // The shape is the API's promise, tested on its side.
  return requestJson(path, { ...request, headers: operatorHeaders() }) as Promise<Answer>;
}
