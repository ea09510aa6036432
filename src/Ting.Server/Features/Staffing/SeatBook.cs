using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Staffing;

/// <summary>Who is there now, and since when; whoever has never been heard of is offline.</summary>
public sealed class SeatBook(IReadOnlyList<SeatBook.Place> places)
{
    private const int Most = 10_000;

    private readonly Dictionary<Guid, Place> _places = places.ToDictionary(place => place.AgentId);

    public sealed record Place(Guid AgentId, SeatState State, DateTimeOffset? Since, int Capacity);

    public Place Of(Guid agentId) => _places.GetValueOrDefault(agentId) ?? new Place(agentId, SeatState.Offline, null, Seat.UsualCapacity);

    internal static async Task<SeatBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new(await db.Seats.OrderBy(seat => seat.AgentId).Take(Most).Select(seat => new Place(seat.AgentId, seat.State, seat.Since, seat.Capacity)).ToListAsync(cancel));
}

/// <summary>What can be done here, and who can do it how well.</summary>
public sealed class SkillBook(IReadOnlyList<SkillBook.Entry> skills, IEnumerable<AgentSkill> levels)
{
    private const int Most = 500;
    private const int MostLevels = 50_000;

    private static readonly Dictionary<Guid, int> None = [];

    private readonly Dictionary<Guid, Entry> _skills = skills.ToDictionary(skill => skill.Id);
    private readonly Dictionary<Guid, Dictionary<Guid, int>> _levels = levels.GroupBy(it => it.AgentId).ToDictionary(group => group.Key, group => group.ToDictionary(it => it.SkillId, it => it.Level));

    public sealed record Entry(Guid Id, string Name, SkillKind Kind, string? Language);

    /// <summary>By name, languages first.</summary>
    public IReadOnlyList<Entry> Skills => skills;

    public Entry? Find(Guid id) => _skills.GetValueOrDefault(id);

    public Entry? LanguageSkill(string? language) => language is null ? null : skills.FirstOrDefault(skill => skill.Language == language);

    /// <summary>Level by skill.</summary>
    public IReadOnlyDictionary<Guid, int> Of(Guid agentId) => _levels.GetValueOrDefault(agentId) ?? None;

    internal static async Task<SkillBook> ReadAsync(AppDb db, CancellationToken cancel) => new(
        await db.Skills.OrderBy(skill => skill.Kind).ThenBy(skill => skill.Name).Take(Most).Select(skill => new Entry(skill.Id, skill.Name, skill.Kind, skill.Language)).ToListAsync(cancel),
        await db.AgentSkills.AsNoTracking().OrderBy(it => it.AgentId).Take(MostLevels).ToListAsync(cancel));
}
