using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chain;

/// <summary>Somebody who leads enters what the product cannot know: profit from the books, tenure from the staff office.</summary>
public static class SaveChainValues
{
    public const int Most = 260;
    public const double Largest = 1e12;

    /// <param name="Start">Any day of the week or month.</param>
    /// <param name="Value">Null takes away what was entered.</param>
    public sealed record Row(DateOnly Start, double? Value);

    public sealed record Request(ChainLink Link, ChainStep Step, IReadOnlyList<Row>? Values);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <returns>How many periods were written or emptied.</returns>
        public Task<Outcome<int>> HandleAsync(Request request, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<int>>(async () =>
        {
            if (!Enum.IsDefined(request.Link) || !Enum.IsDefined(request.Step))
                return Refusal.Invalid("chain.choice", Enum.IsDefined(request.Link) ? "step" : "link");
            if (request.Values is not { Count: > 0 and <= Most } given)
                return Refusal.Invalid("chain.values", "values");
            if (given.Any(row => row.Start.Year is < 2000 or > 2100))
                return Refusal.Invalid("chain.period", "values");
            if (given.Any(row => row.Value is { } value && (!double.IsFinite(value) || Math.Abs(value) > Largest)))
                return Refusal.Invalid("chain.number", "values");

            var rows = given.GroupBy(row => ChainPeriods.StartOf(request.Step, row.Start)).ToDictionary(group => group.Key, group => group.Last().Value);
            await using var db = await database.CreateDbContextAsync(cancel);
            DateOnly[] starts = [.. rows.Keys];
            var known = await db.ChainValues.Where(it => it.Link == request.Link && it.Step == request.Step && starts.Contains(it.Start)).ToDictionaryAsync(it => it.Start, cancel);
            var (changed, now) = (0, clock.GetUtcNow());
            foreach (var (start, said) in rows)
            {
                var row = known.GetValueOrDefault(start);
                if (row?.Value == said)
                    continue;
                changed++;
                if (said is { } value)
                    (row ?? db.ChainValues.Add(new ChainValue(request.Link, request.Step, start)).Entity).Say(value, actor, now);
                else
                    db.ChainValues.Remove(row!);
            }

            await db.SaveChangesAsync(cancel);
            return changed;
        });
    }
}
