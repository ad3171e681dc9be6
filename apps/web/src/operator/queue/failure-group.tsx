// Failures of one reason: how many, the latest ones, and what to do about them.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { safeShopUrl } from '../../frame/safe-url.ts';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Failure, FailureGroup as Group } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';
import { When } from '../when.tsx';
import { HandleButtons } from './handle-buttons.tsx';
import { failuresKey } from './queue-keys.ts';

export function FailureGroup({ group }: { group: Group }) {
  const { failures: texts, names } = operatorStrings.queue;
  const { kind, queue, reason, count, lastAt } = group;
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="failure-group">
      <div className="failure-head">
        <p>
          <strong className="failure-count">{amount(count)}</strong>{' '}
          <span>{operatorStrings.reason(reason)}</span>{' '}
          <span className="desk-soft">
            {names[queue]}, {texts.last} <When at={lastAt} />
          </span>
        </p>
        <HandleButtons
          kind={kind}
          which={{ queue, reason }}
          size="group"
          label={operatorStrings.reason(reason)}
        />
      </div>
      <ul className="failure-items">
        {isOpen ? (
          <AllFailures group={group} />
        ) : (
          group.examples.map((failure) => (
            <FailureItem key={failure.subject} group={group} failure={failure} />
          ))
        )}
      </ul>
      {!isOpen && count > group.examples.length && (
        <button type="button" className="text-link" onClick={() => setOpen(true)}>
          {texts.showAll(count)}
        </button>
      )}
    </li>
  );
}

const pageSize = 50;

function AllFailures({ group }: { group: Group }) {
  const { failures: texts } = operatorStrings.queue;
  const { kind, queue, reason } = group;
  const list = useInfiniteQuery({
    queryKey: [...failuresKey, 'list', kind, queue, reason],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        kind,
        queue,
        reason,
        limit: String(pageSize),
        offset: String(pageParam),
      });
      return askOperator<{ failures: Failure[] }>(`/api/failures/list?${query}`, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.failures.length < pageSize ? undefined : pages.length * pageSize,
  });
  const failures = list.data?.pages.flatMap((page) => page.failures) ?? group.examples;
  return (
    <>
      {failures.map((failure) => (
        <FailureItem key={failure.subject} group={group} failure={failure} />
      ))}
      {list.hasNextPage && (
        <li>
          <button type="button" className="text-link" onClick={() => void list.fetchNextPage()}>
            {texts.more}
          </button>
        </li>
      )}
    </>
  );
}

function FailureItem({ group, failure }: { group: Group; failure: Failure }) {
  const { failures: texts } = operatorStrings.queue;
  const { product, photo, shop, detail, times, subject } = failure;
  const url = photo && safeShopUrl(photo.url);
  // The address stands above it already.
  const said = detail.replace(photo?.url ?? '', '').trim();
  const title = product?.title ?? shop?.name ?? operatorStrings.queue.names[group.queue];
  return (
    <li className="failure-item">
      <div className="failure-what">
        <p className="failure-title">
          {product ? <Link to={`/product/${product.id}`}>{title}</Link> : title}{' '}
          {product && shop && <span className="desk-soft">{shop.name}</span>}
        </p>
        {photo && (
          <p className="desk-soft">
            {url ? (
              <a href={url} target="_blank" rel="noopener noreferrer nofollow">
                {photo.url}
              </a>
            ) : (
              photo.url
            )}
          </p>
        )}
        {said !== group.reason && said !== '' && <p className="desk-soft">{said}</p>}
        {times > 1 && <p className="desk-soft">{texts.times(times)}</p>}
      </div>
      <HandleButtons
        kind={group.kind}
        which={{ queue: group.queue, subjects: [subject] }}
        size="one"
        label={title}
      />
    </li>
  );
}
