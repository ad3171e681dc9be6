// Reads a Parquet file row group by row group: its rows are never all in memory.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { SourceRow } from '../../workers/import-row.ts';

export const isParquet = (file: string): boolean => /\.parquet$/i.test(file);

// The reader brings Snappy; Node has what else is common.
const compressors: Compressors = {
  ZSTD: (input) => zstdDecompressSync(input),
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
};

// A row group may have a million rows: parts of it are read, with the help of its page index where it has one.
const rowsAtOnce = 5000;

/** @throws Error in one sentence when it is no Parquet file */
export async function readParquetRows(file: string): Promise<AsyncIterable<SourceRow>> {
  const source = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(source).catch((cause: unknown) => {
    throw new Error(`${file} is no Parquet file that can be read: ${(cause as Error).message}.`, { cause });
  });
  return rowsOf();

  async function* rowsOf(): AsyncIterable<SourceRow> {
    const total = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < total; rowStart += rowsAtOnce) {
      const rows = await parquetReadObjects({
        file: source,
        metadata,
        compressors,
        utf8: false,
        useOffsetIndex: true,
        rowStart,
        rowEnd: Math.min(rowStart + rowsAtOnce, total),
        rowFormat: 'object',
      });
      for (const [i, row] of rows.entries()) yield { line: rowStart + i + 1, row };
    }
  }
}
