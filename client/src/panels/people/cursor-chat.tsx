/** What I say at my cursor: typed there, seen by others letter by letter, gone after a while of silence. */
import { MAX_CHAT_CHARACTERS } from '@joinery/shared';
import { useEffect, useRef, useState } from 'react';
import { textColorOn } from '../../person-color.ts';
import { useEditor, useSession } from '../workspace.ts';
import styles from './cursor-chat.module.css';
import { usePeople } from './use-faces.ts';

/** What was said stays so long after the last letter, in ms. */
const SILENCE_MS = 6000;

export function CursorChat() {
  const chatting = useSession((state) => state.chat !== null);
  return chatting ? <Bubble /> : null;
}

function Bubble() {
  const editor = useEditor();
  const text = useSession((state) => state.chat ?? '');
  const [said, setSaid] = useState(false);
  const bubble = useRef<HTMLDivElement>(null);
  const [me] = usePeople();
  const end = (): void => editor.session.setState({ chat: null });
  useEffect(() => {
    const timer = setTimeout(() => editor.session.setState({ chat: null }), SILENCE_MS);
    return () => clearTimeout(timer);
  }, [editor, text]);
  useEffect(() => {
    const element = bubble.current;
    const canvas = element?.parentElement;
    if (element === null || canvas === null || canvas === undefined) return undefined;
    const place = ({ x, y }: { readonly x: number; readonly y: number }): void => {
      element.style.transform = `translate(${x + 14}px, ${y + 16}px)`;
    };
    place(editor.pointer.screen);
    const move = ({ clientX, clientY }: PointerEvent): void => {
      const { left, top } = canvas.getBoundingClientRect();
      place({ x: clientX - left, y: clientY - top });
    };
    canvas.addEventListener('pointermove', move);
    return () => canvas.removeEventListener('pointermove', move);
  }, [editor]);
  const color = me?.color ?? '#52606d';
  return (
    <div ref={bubble} className={styles.bubble} style={{ background: color, color: textColorOn(color) }}>
      {said ? (
        <span>{text}</span>
      ) : (
        <input
          ref={(input) => input?.focus()}
          aria-label="Say something at your cursor"
          placeholder="Say something"
          maxLength={MAX_CHAT_CHARACTERS}
          value={text}
          className={styles.input}
          onChange={({ target }) => editor.session.setState({ chat: target.value })}
          onBlur={end}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' || (event.key === 'Enter' && text === '')) end();
            else if (event.key === 'Enter') setSaid(true);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      )}
    </div>
  );
}
