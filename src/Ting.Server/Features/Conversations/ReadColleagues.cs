using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>What the inbox's menus offer and its rows name: colleagues, teams, labels and inboxes.</summary>
public sealed class ReadColleagues(Kept<Roster> roster, Kept<ReadColleagues.Things> things)
{
    private const int Most = 300;

    public sealed record Place(Guid Id, string Name, string Kind);

    public sealed record Things(IReadOnlyList<Label> Labels, IReadOnlyList<Place> Inboxes)
    {
        internal static async Task<Things> ReadAsync(AppDb db, CancellationToken cancel) => new(
            await db.Labels.AsNoTracking().OrderBy(label => label.Name).Take(Most).ToListAsync(cancel),
            await db.Inboxes.OrderBy(inbox => inbox.Name).Select(inbox => new Place(inbox.Id, inbox.Name, inbox.Kind)).ToListAsync(cancel));
    }

    public sealed record View(Roster Roster, IReadOnlyList<Label> Labels, IReadOnlyList<Place> Inboxes)
    {
        public IEnumerable<Roster.Member> Agents => Roster.Members.Where(agent => agent.Active).Take(Most);

        public IReadOnlyList<Roster.Group> Teams => Roster.Teams;

        public Place? InboxOf(Guid id) => Inboxes.FirstOrDefault(inbox => inbox.Id == id);
    }

    public async ValueTask<View> HandleAsync(CancellationToken cancel)
    {
        var (labels, inboxes) = await things.ReadAsync(cancel);
        return new View(await roster.ReadAsync(cancel), labels, inboxes);
    }
}
