// Shows the desk to whoever may use it; asks for the token, or says how to open it, otherwise.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { ApiProblem } from '../api/api.ts';
import { PageLoading } from '../frame/page-loading.tsx';
import { Problem } from '../results/states.tsx';
import { operatorStrings } from '../strings/operator/strings.ts';
import { askOperator, operatorToken } from './operator-api.ts';
import { TokenForm } from './token-form.tsx';

const accessKey = ['operator access'];

export function OperatorGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const access = useQuery({
    queryKey: accessKey,
    queryFn: ({ signal }) => askOperator('/api/runs?limit=1', { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // The server may have been started anew with another token.
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type !== 'updated' || query.queryKey[0] === accessKey[0]) return;
        if (isRefusal(query.state.error)) void client.resetQueries({ queryKey: accessKey });
      }),
    [client],
  );
  if (access.isPending) return <PageLoading />;
  if (!access.error) return children;
  const status = access.error instanceof ApiProblem ? access.error.status : null;
  if (status === 401)
    return (
      <TokenForm
        wasWrong={operatorToken.read() !== null}
        onToken={(token) => {
          operatorToken.keep(token);
          void client.resetQueries();
        }}
      />
    );
  if (status === 403) return <ClosedDesk />;
  return <Problem message={access.error.message} onRetry={() => access.refetch()} />;
}

const isRefusal = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 401 || error.code === 'operator_only_on_loopback');

function ClosedDesk() {
  const { closed } = operatorStrings.gate;
  return (
    <section className="desk-panel desk-narrow">
      <h2>{closed.title}</h2>
      <p>{closed.why}</p>
      <p>{closed.how}</p>
      <pre className="desk-code">OPERATOR_TOKEN=… npm start</pre>
    </section>
  );
}

/** Nothing where no token is kept. */
export function ForgetToken() {
  const client = useQueryClient();
  if (operatorToken.read() === null) return null;
  return (
    <button
      type="button"
      className="text-link desk-forget"
      onClick={() => {
        operatorToken.forget();
        void client.resetQueries();
      }}
    >
      {operatorStrings.gate.forget}
    </button>
  );
}
