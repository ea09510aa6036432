using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Processes;

/// <summary>An administrator writes a standard process: what it is called, when it applies, its steps.</summary>
public static class SaveProcess
{
    public const int MostName = 80;
    public const int MostText = 300;

    public sealed record Request
    {
        public Wording? Names { get; set; }

        /// <summary>When it applies, in words.</summary>
        public Wording? Occasion { get; set; }

        /// <summary>It applies to conversations with this label.</summary>
        public Guid? LabelId { get; set; }

        /// <summary>It applies to conversations that belong to a case of this kind.</summary>
        public CaseKind? CaseKind { get; set; }

        /// <summary>In their order; one without a key is new.</summary>
        public IReadOnlyList<StepInput>? Steps { get; set; }

        public bool Archived { get; set; }
    }

    /// <param name="Key">Null or empty for a new one.</param>
    public sealed record StepInput(string? Key, Wording? Text);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<StandardProcess>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (Wrong(request) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.LabelId is { } label && !await db.Labels.AnyAsync(it => it.Id == label, cancel))
                return Refusal.Invalid("process.label", "labelId");
            var known = id is null ? null : await db.StandardProcesses.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("process.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("process.changed_meanwhile");
            if (known is null && await db.StandardProcesses.CountAsync(cancel) >= StandardProcess.Most)
                return Refusal.Conflict("process.too_many");

            var process = known ?? db.StandardProcesses.Add(new StandardProcess(clock.GetUtcNow())).Entity;
            process.Describe(request.Names!.Tidy(), (request.Occasion ?? Wording.None).Tidy(), request.LabelId, request.CaseKind, Keyed(request.Steps!, known?.ReadSteps() ?? []));
            if (process.Archived != request.Archived)
                process.Archive(request.Archived);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("process.changed_meanwhile");
            }

            return process;
        }

        /// <summary>Puts the shipped processes into the library; those that stand there already, under the same name, are left alone.</summary>
        /// <returns>How many were put in.</returns>
        public async Task<int> TakeExamplesAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var known = (await db.StandardProcesses.AsNoTracking().Take(StandardProcess.Most).ToListAsync(cancel)).Select(it => it.ReadNames().En).ToHashSet();
            var now = clock.GetUtcNow();
            ProcessExample[] missing = [.. ProcessExample.All.Where(it => !known.Contains(it.Names.En)).Take(StandardProcess.Most - known.Count)];
            db.AddRange(missing.Select(it => it.ToProcess(labelId: null, now)));
            await db.SaveChangesAsync(cancel);
            return missing.Length;
        }

        private static Refusal? Wrong(Request request)
        {
            if (request.Names is not { IsComplete: true } names)
                return Refusal.Invalid("process.names", "names");
            if (names.Longest > MostName)
                return Refusal.Invalid("form.too_long", "names");
            if (request.Occasion is { IsEmpty: false } occasion && (!occasion.IsComplete || occasion.Longest > MostText))
                return Refusal.Invalid(occasion.IsComplete ? "form.too_long" : "process.words", "occasion");
            if (request.CaseKind is { } kind && !Enum.IsDefined(kind))
                return Refusal.Invalid("form.choice", "caseKind");
            if (request.LabelId is null && request.CaseKind is null)
                return Refusal.Invalid("process.nowhere", "labelId");
            if (request.Steps is not { Count: > 0 and <= StandardProcess.MostSteps } steps)
                return Refusal.Invalid("process.steps", "steps");
            if (steps.Any(it => it?.Text is not { IsComplete: true }))
                return Refusal.Invalid("process.words", "steps");
            if (steps.Any(it => it.Text!.Longest > MostText))
                return Refusal.Invalid("form.too_long", "steps");
            return names.Zh.Concat(names.Ja).Concat(names.En).Concat(steps.SelectMany(it => it.Text!.Zh + it.Text.Ja + it.Text.En)).Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r')
                ? Refusal.Invalid("form.unreadable", "steps") : null;
        }

        // A step that the process had keeps its key; a new one gets one that was never used here.
        private static List<ProcessStep> Keyed(IReadOnlyList<StepInput> steps, IReadOnlyList<ProcessStep> before)
        {
            var known = before.Select(it => it.Key).ToHashSet();
            var last = before.Select(it => int.TryParse(it.Key.AsSpan(1), out var number) ? number : 0).DefaultIfEmpty(0).Max();
            var used = new HashSet<string>();
            return [.. steps.Select(it => new ProcessStep(it.Key is { } key && known.Contains(key) && used.Add(key) ? key : $"s{++last}", it.Text!.Tidy()))];
        }
    }
}
