// Adds a shop: its first products as they would appear, and then its first run.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '../../api/api.ts';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { strings } from '../../strings/strings.ts';
import type { StartedRun } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { DryRunCard } from './dry-run-card.tsx';
import { type Look, useLook } from './look-at-shop.ts';
import { readLimits } from './read-limits.ts';
import { ShopLimits } from './shop-limits.tsx';
import './shops.css';

const productsShown = 12;

export function AddShopPage() {
  const { add } = operatorStrings;
  const [address, setAddress] = useState('');
  const [limits, setLimits] = useState({ delayMs: '', concurrency: '', maxPages: '' });
  const { look, start, stop } = useLook();
  const url = withScheme(address);
  const { maxPages, ...pace } = readLimits(limits);
  const isLooking = look !== null && look.end === null && look.error === null && !look.isStopped;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (address.trim() !== '') void start({ url, products: productsShown, settings: pace });
  }

  return (
    <section id="results" tabIndex={-1} aria-labelledby="add-shop">
      <form className="desk-panel add-shop" onSubmit={submit}>
        <h2 id="add-shop">{add.title}</h2>
        <p className="desk-soft">{add.lead}</p>
        <div className="add-line">
          <label className="desk-field add-address">
            {add.address}
            <input
              type="text"
              inputMode="url"
              autoComplete="url"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="https://shop.example/"
              value={address}
              onChange={({ target }) => setAddress(target.value)}
              required
            />
          </label>
          {isLooking ? (
            <button type="button" className="button button-quiet" onClick={stop}>
              {add.stop}
            </button>
          ) : (
            <button type="submit" className="button">
              {look ? add.lookAgain : add.look}
            </button>
          )}
        </div>
        <ShopLimits limits={limits} onChange={setLimits} />
      </form>
      {look && (
        <>
          <p
            className={look.error || isNothing(look) ? 'desk-note desk-note-bad' : 'desk-note'}
            role="status"
          >
            {sentence(look)}
          </p>
          {look.products.length > 0 && (
            <StartShop url={url} settings={{ ...pace, ...(maxPages !== undefined && { maxPages }) }} />
          )}
          <ul className="change-grid dry-run-grid">
            {look.products.map((product) => (
              <li key={product.url}>
                <DryRunCard product={product} photo={look.photos.get(product.url)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What a person types is as a rule only the host. */
function withScheme(address: string): string {
  const typed = address.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
}

const isNothing = ({ end, products }: Look) => end !== null && products.length === 0;

function sentence({ error, end, isStopped, pages, page, products }: Look): string {
  const { add } = operatorStrings;
  if (error) return problemText(error);
  if (isStopped) return add.stopped(products.length);
  if (end === null) return pages === 0 ? add.knocking : add.reading(pages, pathOf(page), products.length);
  const reasons = Object.entries(end.failures).map(
    ([reason, count]) => `${count}× ${operatorStrings.reason(reason)}`,
  );
  return add.ends[end.outcome]({ ...end, reasons: reasons.join(', ') });
}

function problemText(error: Error): string {
  const { add } = operatorStrings;
  if (!(error instanceof ApiProblem)) return strings.error.unreachable;
  if (error.code === 'invalid_parameter') return add.badAddress;
  if (error.code === 'address_not_allowed') return add.notAllowed;
  if (error.code === 'too_many_dry_runs') return add.tooMany;
  return error.message;
}

const pathOf = (page: string | null) => (page === null ? '' : (URL.parse(page)?.pathname ?? page));

function StartShop({ url, settings }: { url: string; settings: object }) {
  const { add } = operatorStrings;
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => askOperator<StartedRun>('/api/runs', { method: 'POST', body: { url, settings } }),
    onSuccess({ run }) {
      void client.invalidateQueries({ queryKey: ['operator'] });
      void navigate(`/operator/runs/${run.id}`);
    },
  });
  return (
    <p className="add-start">
      <button type="button" className="button" disabled={start.isPending} onClick={() => start.mutate()}>
        {start.isPending ? operatorStrings.shops.starting : add.start}
      </button>
      {start.error && (
        <span className="desk-wrong" role="alert">
          {start.error.message}
        </span>
      )}
    </p>
  );
}
