// The database: which one, and how much room its tables take.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Health, HealthReport } from '../answers.ts';
import { amount, byteCount } from '../times.ts';

export function DatabasePanel({ report, kind }: { report: HealthReport; kind: Health['database'] }) {
  const { database: texts } = operatorStrings.health;
  const { sizes, versions } = report;
  // Debian and others add which build it is: "17.2 (Debian 17.2-1)".
  const server = versions.server.split(' ')[0] ?? versions.server;
  return (
    <section className="desk-panel health-database" aria-labelledby="health-database">
      <h2 id="health-database">{texts.title}</h2>
      <p className="desk-soft">
        {kind && `${texts.kinds[kind]}, `}
        {texts.versions(server, versions.pgvector ?? '–')}
      </p>
      <p>
        {texts.size}: <strong>{byteCount(sizes.databaseBytes)}</strong>
      </p>
      <table className="desk-table">
        <thead>
          <tr>
            <th scope="col">{texts.columns.table}</th>
            <th scope="col" className="desk-number">
              {texts.columns.rows}
            </th>
            <th scope="col" className="desk-number">
              {texts.columns.data}
            </th>
            <th scope="col" className="desk-number">
              {texts.columns.indexes}
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.tables.map((table) => (
            <tr key={table.name}>
              <th scope="row">{table.name}</th>
              <td className="desk-number" data-label={texts.columns.rows}>
                {amount(table.rows)}
              </td>
              <td className="desk-number" data-label={texts.columns.data}>
                {byteCount(table.bytes)}
              </td>
              <td className="desk-number" data-label={texts.columns.indexes}>
                {byteCount(table.indexBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
