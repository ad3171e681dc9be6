// The camera: turns a model, looks slightly down on it, and fits it into the frame.
import type { Vector } from './vector.ts';

export interface CameraPose {
  /** Turn of the object about the vertical, degrees. */
  turn: number;
  /** How far the camera looks down, degrees. */
  pitch: number;
  /** Tilt of the picture, degrees. */
  roll: number;
}

export interface Camera {
  /** Model space to view space (z towards the viewer), for points and directions alike. */
  toView(point: Vector): Vector;
  /** View space to flat coordinates before fitting: [right, up, magnification]. */
  project(view: Vector): [number, number, number];
}

/** Model units from the eye to the origin: far enough that a 100-unit tap shows only mild perspective. */
const eyeDistance = 720;

export function createCamera({ turn, pitch, roll }: CameraPose): Camera {
  const [turnSine, turnCosine] = sineCosine(turn);
  const [pitchSine, pitchCosine] = sineCosine(pitch);
  const [rollSine, rollCosine] = sineCosine(roll);
  return {
    toView: ([x, y, z]) => {
      const right = x * turnCosine + z * turnSine;
      const near = z * turnCosine - x * turnSine;
      const up = y * pitchCosine - near * pitchSine;
      return [
        right * rollCosine - up * rollSine,
        right * rollSine + up * rollCosine,
        y * pitchSine + near * pitchCosine,
      ];
    },
    project: ([x, y, z]) => {
      const magnification = eyeDistance / (eyeDistance - z);
      return [x * magnification, y * magnification, magnification];
    },
  };
}

/** Where flat coordinates land in the picture, in pixels. */
export interface Frame {
  x(right: number): number;
  y(up: number): number;
  scale: number;
}

/** Bounds in flat coordinates. */
export interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** The frame that puts `bounds` inside the box (pixels), touching its limiting side, centred on the other. */
export function fitFrame(
  bounds: Bounds,
  box: { left: number; right: number; top: number; bottom: number; align: 'middle' | 'bottom' },
): Frame {
  const width = bounds.right - bounds.left;
  const height = bounds.top - bounds.bottom;
  const scale = Math.min((box.right - box.left) / width, (box.bottom - box.top) / height);
  const originX = (box.left + box.right) / 2 - ((bounds.left + bounds.right) / 2) * scale;
  const originY =
    box.align === 'bottom'
      ? box.bottom + bounds.bottom * scale
      : (box.top + box.bottom) / 2 + ((bounds.top + bounds.bottom) / 2) * scale;
  return { scale, x: (right) => originX + right * scale, y: (up) => originY - up * scale };
}

function sineCosine(degrees: number): [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}
