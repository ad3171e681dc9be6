// Questions in plain words: what was understood, the answer as it is written, and the products it is about.
import { type SubmitEvent, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { usePageTitle } from '../frame/page-title.ts';
import { Problem } from '../results/states.tsx';
import { askStrings } from '../strings/ask/strings.ts';
import { AnswerText, citedIn } from './answer-text.tsx';
import { FoundProducts } from './found-products.tsx';
import { UnderstoodList } from './understood-list.tsx';
import { type Answer, useAnswer } from './use-answer.ts';
import './ask.css';

const longestQuestion = 400;

export function AskPage() {
  const [params, setParams] = useSearchParams();
  const question = (params.get('q') ?? '').trim().slice(0, longestQuestion);
  const [turn, setTurn] = useState(0);
  const { answer, stop } = useAnswer(question, turn);
  usePageTitle(question === '' ? askStrings.title : `${question} · ${askStrings.title}`);
  const onAsk = (wanted: string) => {
    if (wanted === question) setTurn(turn + 1);
    else setParams({ q: wanted });
  };
  return (
    <div className="page ask-page">
      <div className="ask-head">
        <h1>{askStrings.heading}</h1>
        <p>{askStrings.lead}</p>
        <AskForm question={question} isAsking={answer.state === 'asking'} onAsk={onAsk} onStop={stop} />
        {question === '' && <Examples />}
      </div>
      <div id="results">
        {answer.state === 'failed' && (
          <Problem message={answer.failure ?? ''} onRetry={() => setTurn(turn + 1)} />
        )}
        {question !== '' && <ShownAnswer answer={answer} />}
      </div>
    </div>
  );
}

interface AskFormProps {
  question: string;
  isAsking: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

function AskForm({ question, isAsking, onAsk, onStop }: AskFormProps) {
  const [text, setText] = useState(question);
  useEffect(() => setText(question), [question]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onAsk(text.trim());
  };
  return (
    <form className="ask-form" onSubmit={onSubmit}>
      <input
        type="text"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={askStrings.label}
        placeholder={askStrings.placeholder}
        autoComplete="off"
        enterKeyHint="send"
        maxLength={longestQuestion}
      />
      {/* With one key, the button pressed to stop would be the one that submits by the time its click is over. */}
      {isAsking ? (
        <button key="stop" type="button" className="button" onClick={onStop}>
          {askStrings.stop}
        </button>
      ) : (
        <button key="ask" type="submit" className="button">
          {askStrings.submit}
        </button>
      )}
    </form>
  );
}

function Examples() {
  return (
    <ul className="chips" aria-label={askStrings.examplesLabel}>
      {askStrings.examples.map((example) => (
        <li key={example}>
          <Link className="chip" to={`/ask?${new URLSearchParams({ q: example })}`}>
            {example}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function ShownAnswer({ answer }: { answer: Answer }) {
  const { state, understood, products, text, end } = answer;
  const order = citedIn(text).filter((id) => products.some(({ product }) => product.id === id));
  const numbers = new Map(order.map((id, i) => [id, i + 1]));
  const cited = order.flatMap((id) => products.filter(({ product }) => product.id === id));
  const others = products.filter(({ product }) => !numbers.has(product.id));
  const isNothing = state === 'done' && end !== null && products.length === 0;
  return (
    <>
      <p className="unseen" role="status">
        {state === 'asking' ? askStrings.thinking : ''}
      </p>
      {understood && <UnderstoodList understood={understood} />}
      {(text !== '' || (state === 'asking' && products.length === 0)) && (
        <section className="ask-answer" aria-label={askStrings.answer} aria-busy={state === 'asking'}>
          {text === '' ? (
            <p className="ask-thinking">{askStrings.thinking}</p>
          ) : (
            <AnswerText {...{ text, products }} />
          )}
          {end?.answeredBy === 'llm' && <small>{askStrings.writtenByModel}</small>}
        </section>
      )}
      {isNothing && <p className="ask-nothing">{askStrings.nothing}</p>}
      {end && !isNothing && end.notices.length > 0 && (
        <ul className="notices">
          {end.notices.map((notice) => (
            <li key={notice}>{askStrings.notice(notice)}</li>
          ))}
        </ul>
      )}
      <FoundProducts heading={askStrings.sources} products={cited} numbers={numbers} />
      <FoundProducts
        heading={cited.length > 0 ? askStrings.others : askStrings.found}
        products={others}
        numbers={numbers}
      />
    </>
  );
}
