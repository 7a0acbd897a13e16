import { UsageFault } from '../parse.ts';
import type { CliCommand } from '../command.ts';

export const completion: CliCommand = {
  name: 'completion',
  summary: 'print what makes a shell complete commands, apps, dynos, config vars and add-ons',
  args: '<shell>',
  example: 'source <(rostra completion bash)',
  run: async ({ args: [shell = ''] }) => {
    if (shell !== 'bash') throw new UsageFault(`There is no completion for "${shell}".`, 'There is one for bash: rostra completion bash');
    return { json: { shell, script: bash }, lines: [bash] };
  },
};

const bash = String.raw`# Completion of rostra for bash. In ~/.bashrc: source <(rostra completion bash)
_rostra() {
  local line=${'$'}{COMP_LINE:0:COMP_POINT}
  local current=${'$'}{line##*[[:space:]]}
  mapfile -t COMPREPLY < <("${'$'}{COMP_WORDS[0]}" completion:words -- "$line" 2>/dev/null)
  # bash divides words at : and = too, and puts in only what stands behind the last of them
  local before=${'$'}{current%"${'$'}{current##*[:=]}"}
  COMPREPLY=("${'$'}{COMPREPLY[@]#"$before"}")
  if [[ ${'$'}{#COMPREPLY[@]} == 1 && ${'$'}{COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
} 2>/dev/null
complete -o default -F _rostra rostra heroku`;
