using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>One field of the picture: how many cues of each kind meet customers in this area at this stage.</summary>
public sealed record CueField(CueArea Area, JourneyStage Stage, int Negative, int Neutral, int Positive)
{
    public int Count => Negative + Neutral + Positive;
}

/// <summary>What customers meet, by area and stage (MOT-04, MOT-05).</summary>
internal static class CueRegister
{
    public static IQueryable<ExperienceCue> Of(AppDb db, CueArea? area, JourneyStage? stage, CueFeeling? feeling)
    {
        var cues = db.ExperienceCues.AsNoTracking();
        if (area is { } one)
            cues = cues.Where(it => it.Area == one);
        if (stage is { } at)
            cues = cues.Where(it => it.Stage == at);
        if (feeling is { } felt)
            cues = cues.Where(it => it.Feeling == felt);
        return cues;
    }

    /// <summary>What was taken away no longer meets anybody.</summary>
    public static async Task<IReadOnlyList<CueField>> CountAsync(AppDb db, CancellationToken cancel)
    {
        var rows = await db.ExperienceCues.AsNoTracking().Where(it => it.Status != CueStatus.Removed)
            .GroupBy(it => new { it.Area, it.Stage, it.Feeling }).Select(group => new { group.Key.Area, group.Key.Stage, group.Key.Feeling, Count = group.Count() }).ToListAsync(cancel);
        return
        [
            .. from area in Enum.GetValues<CueArea>()
               from stage in Enum.GetValues<JourneyStage>()
               let here = rows.Where(row => row.Area == area && row.Stage == stage).ToDictionary(row => row.Feeling, row => row.Count)
               select new CueField(area, stage, here.GetValueOrDefault(CueFeeling.Negative), here.GetValueOrDefault(CueFeeling.Neutral), here.GetValueOrDefault(CueFeeling.Positive)),
        ];
    }
}
