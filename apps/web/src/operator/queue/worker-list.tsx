// The processes that take jobs, and what each has in hand.
import { Link } from 'react-router';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Worker, WorkerJob } from '../answers.ts';
import { amount, duration } from '../times.ts';
import { When } from '../when.tsx';

export function WorkerList({ workers, at }: { workers: Worker[]; at: string }) {
  const { workers: texts } = operatorStrings.queue;
  return (
    <section className="desk-section" aria-labelledby="queue-workers">
      <h3 id="queue-workers">{texts.title}</h3>
      {workers.length === 0 && <p className="desk-note desk-note-bad">{texts.none}</p>}
      <ul className="workers">
        {workers.map((worker) => (
          <li key={worker.name} className="desk-panel">
            <WorkerHead worker={worker} at={at} />
            <JobTable jobs={worker.jobs} at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function WorkerHead({ worker, at }: { worker: Worker; at: string }) {
  const { workers: texts, names } = operatorStrings.queue;
  const [host = worker.name, process = ''] = worker.name.split('/');
  const rates = Object.entries(worker.perMinute).filter(([, rate]) => rate > 0);
  return (
    <div className="worker-head">
      <h4>{texts.name(host, process)}</h4>
      {worker.isSilent && (
        <strong className="desk-wrong">
          {worker.seenAt ? texts.silent(duration(Date.parse(at) - Date.parse(worker.seenAt))) : texts.unknown}
        </strong>
      )}
      <p className="desk-soft">
        {worker.model && texts.model(worker.model)}{' '}
        {worker.startedAt && (
          <>
            {texts.since} <When at={worker.startedAt} />.
          </>
        )}{' '}
        {rates.map(([name, rate]) => texts.rate(names[name as keyof typeof names], amount(rate))).join(' · ')}
      </p>
    </div>
  );
}

function JobTable({ jobs, at }: { jobs: WorkerJob[]; at: string }) {
  const { workers: texts, names } = operatorStrings.queue;
  if (jobs.length === 0) return <p className="desk-soft">{texts.idle}</p>;
  const oldestFirst = jobs.toSorted((one, other) => (one.since ?? '').localeCompare(other.since ?? ''));
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th scope="col">{texts.columns.what}</th>
          <th scope="col">{texts.columns.queue}</th>
          <th scope="col" className="desk-number">
            {texts.columns.attempt}
          </th>
          <th scope="col" className="desk-number">
            {texts.columns.since}
          </th>
        </tr>
      </thead>
      <tbody>
        {oldestFirst.map((job) => (
          <tr key={job.id}>
            <th scope="row">
              <JobSubject job={job} />
            </th>
            <td data-label={texts.columns.queue}>{names[job.queue]}</td>
            <td className="desk-number" data-label={texts.columns.attempt}>
              {amount(job.attempt)}
            </td>
            <td className="desk-number" data-label={texts.columns.since}>
              {job.since ? duration(Date.parse(at) - Date.parse(job.since)) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function JobSubject({ job: { product, photo, run, id } }: { job: WorkerJob }) {
  const { workers: texts } = operatorStrings.queue;
  if (run) return <Link to={`/operator/runs/${run.id}`}>{texts.run(run.id, run.shop)}</Link>;
  if (product) return <Link to={`/product/${product.id}`}>{product.title}</Link>;
  return <>{photo?.url ?? id}</>;
}
