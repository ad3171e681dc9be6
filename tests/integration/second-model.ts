// A second model for tests: the starter with a last step that weighs each number of a vector, some of them negatively.
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { starterFolder } from '../../clip/model-folder.ts';
import { describeNode } from '../../clip/onnx/build-onnx.ts';
import { type OnnxFile, readOnnxFile, writeOnnxFile } from '../../clip/onnx/onnx-file.ts';
import { tensorOf } from '../../clip/onnx/onnx-tensor.ts';

const dimension = 512;
const towers = [
  ['vision_model', 'image_embeds'],
  ['text_model', 'text_embeds'],
] as const;

/**
 * Writes it into `folder`. As good a model as the starter, but its vectors lie in another space, and rank a little
 * differently: a text under one scores about 0 with a photo under the other.
 */
export async function makeSecondModel(folder: string, seed = 1): Promise<string> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  for (const file of ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'])
    await cp(join(starterFolder, file), join(folder, file));
  for (const [tower, output] of towers) {
    const file = join('onnx', `${tower}.onnx`);
    await writeOnnxFile(
      join(folder, file),
      weighed(await readOnnxFile(join(starterFolder, file)), output, seed),
    );
  }
  return folder;
}

/** The node that gave the output now gives another name, and a product with the weights takes its place. */
function weighed(model: OnnxFile, output: string, seed: number): OnnxFile {
  const { node, initializer } = model.graph;
  const last = node.find((one) => one.output.includes(output));
  if (!last) throw new Error(`one node must give ${output}`);
  last.output = last.output.map((name) => (name === output ? 'unweighed' : name));
  node.push(describeNode({ op: 'Mul', inputs: ['unweighed', 'weights'], outputs: [output] }));
  initializer.push(tensorOf('weights', [dimension], weightsOf(seed)));
  return model;
}

function weightsOf(seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: dimension }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const share = (state >>> 8) / 2 ** 24;
    return (0.4 + share) * (i % 2 === 0 ? 1 : -1);
  });
}
