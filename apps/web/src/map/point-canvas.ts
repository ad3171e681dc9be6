// Draws the points with WebGL: 50,000 are one call, and moving them is two numbers.
// A library for layers of maps would do more than is needed here: the whole page is 7 KB of script.
import type { Camera, Size } from './camera.ts';
import type { MapPoints } from './map-points.ts';

export interface PointView {
  camera: Camera;
  size: Size;
  /** Of a dot, in pixels. */
  radius: number;
  /** Others are dimmed while there are lit ones. */
  hasLit: boolean;
  ring: readonly [red: number, green: number, blue: number];
}

export interface PointCanvas {
  /** One for each point: 1 where it is lit. */
  light(lit: Uint8Array): void;
  draw(view: PointView): void;
  end(): void;
}

const vertexShader = `#version 300 es
  in vec2 place;
  in vec3 colour;
  in float lit;
  uniform vec2 centre;
  uniform vec2 scale;
  uniform float diameter;
  uniform float wanted;
  out vec3 dotColour;
  void main() {
    vec2 at = (place - centre) * scale;
    bool isShown = wanted < 0.0 || lit == wanted;
    gl_Position = isShown ? vec4(at.x, -at.y, 0, 1) : vec4(2, 2, 2, 1);
    gl_PointSize = diameter;
    dotColour = colour;
  }`;

const fragmentShader = `#version 300 es
  precision highp float;
  in vec3 dotColour;
  uniform vec3 ring;
  uniform float diameter;
  uniform float opacity;
  out vec4 drawn;
  void main() {
    float away = length(gl_PointCoord - 0.5) * diameter;
    float edge = diameter / 2.0;
    float cover = 1.0 - smoothstep(edge - 1.2, edge, away);
    float rim = 0.45 * smoothstep(edge - 2.4, edge - 1.2, away);
    drawn = vec4(mix(dotColour, ring, rim), 1.0) * cover * opacity;
  }`;

/** @returns null where there is no WebGL */
export function openPointCanvas(canvas: HTMLCanvasElement, points: MapPoints): PointCanvas | null {
  const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
  const program = gl && link(gl);
  if (!gl || !program) return null;
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, not React's
  gl.useProgram(program);
  fill(gl, program, { name: 'place', width: 2, type: gl.FLOAT, values: points.places });
  fill(gl, program, {
    name: 'colour',
    width: 3,
    type: gl.UNSIGNED_BYTE,
    values: points.colours,
    isShare: true,
  });
  const light = (values: Uint8Array) =>
    fill(gl, program, { name: 'lit', width: 1, type: gl.UNSIGNED_BYTE, values });
  light(new Uint8Array(points.count));
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const at = {
    centre: uniform('centre'),
    scale: uniform('scale'),
    diameter: uniform('diameter'),
    wanted: uniform('wanted'),
    opacity: uniform('opacity'),
    ring: uniform('ring'),
  };
  const pass = (wanted: number, opacity: number, diameter: number) => {
    gl.uniform1f(at.wanted, wanted);
    gl.uniform1f(at.opacity, opacity);
    gl.uniform1f(at.diameter, diameter);
    gl.drawArrays(gl.POINTS, 0, points.count);
  };
  return {
    light,
    draw({ camera, size, radius, hasLit, ring }) {
      // Beyond two device pixels for one, more only costs.
      const ratio = Math.min(2, window.devicePixelRatio);
      resize(canvas, size, ratio);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(at.centre, camera.x, camera.y);
      gl.uniform2f(at.scale, (2 * camera.scale) / size.width, (2 * camera.scale) / size.height);
      gl.uniform3f(at.ring, ...ring);
      const diameter = 2 * radius * ratio;
      if (!hasLit) return pass(-1, 0.92, diameter);
      pass(0, 0.14, diameter);
      pass(1, 1, Math.max(8 * ratio, diameter));
    },
    end: () => gl.deleteProgram(program),
  };
}

interface Attribute {
  name: string;
  /** Numbers for each point. */
  width: number;
  type: number;
  values: Float32Array | Uint8Array;
  /** Bytes that stand for 0 to 1. */
  isShare?: boolean;
}

function fill(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  { name, width, type, values, isShare }: Attribute,
): void {
  const location = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, width, type, isShare === true, 0, 0);
}

function link(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null; // the context is lost
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

function resize(canvas: HTMLCanvasElement, { width, height }: Size, ratio: number): void {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}
