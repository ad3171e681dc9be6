// Asks for the operator token.
import { type FormEvent, useState } from 'react';
import { operatorStrings } from '../strings/operator/strings.ts';

interface TokenFormProps {
  /** The token that was kept did not open the desk. */
  wasWrong: boolean;
  onToken(token: string): void;
}

export function TokenForm({ wasWrong, onToken }: TokenFormProps) {
  const [token, setToken] = useState('');
  const { gate } = operatorStrings;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (token.trim() !== '') onToken(token.trim());
  }
  return (
    <form className="desk-panel desk-narrow" onSubmit={submit}>
      <h2>{gate.title}</h2>
      <p id="token-why">{gate.why}</p>
      <label className="desk-field">
        {gate.token}
        <input
          type="password"
          autoComplete="off"
          value={token}
          onChange={({ target }) => setToken(target.value)}
          aria-describedby="token-why"
          aria-invalid={wasWrong}
          required
        />
      </label>
      {wasWrong && (
        <p className="desk-wrong" role="alert">
          {gate.wrong}
        </p>
      )}
      <button type="submit" className="button">
        {gate.open}
      </button>
    </form>
  );
}
