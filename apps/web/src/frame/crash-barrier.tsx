// Shows a way out when drawing a page fails, instead of a blank window; the console and the server hear of it.
import { Component, type ReactNode } from 'react';
import { Problem } from '../results/states.tsx';
import { strings } from '../strings/strings.ts';
import { reportError } from './report-errors.ts';

interface Props {
  /** Changes with every navigation, so that going elsewhere clears the failure. */
  resetKey: string;
  children: ReactNode;
}

export class CrashBarrier extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    reportError('crash', error);
  }

  override componentDidUpdate(earlier: Props) {
    if (this.state.failed && earlier.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Problem
        message={strings.error.crash}
        retryLabel={strings.error.reload}
        onRetry={() => location.reload()}
      />
    );
  }
}
