using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

internal static class LabelsOf
{
    /// <summary>The names of each conversation's labels, in the order of the alphabet.</summary>
    public static async Task<Names> FindAsync(AppDb db, IReadOnlyCollection<Guid> conversations, CancellationToken cancel)
    {
        if (conversations.Count == 0)
            return new Names([]);

        var found = await (from link in db.ConversationLabels
                           join label in db.Labels on link.LabelId equals label.Id
                           where conversations.Contains(link.ConversationId)
                           orderby label.Name
                           select new { link.ConversationId, label.Name }).ToListAsync(cancel);
        return new Names(found.GroupBy(it => it.ConversationId, it => it.Name).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group]));
    }

    public sealed class Names(Dictionary<Guid, IReadOnlyList<string>> names)
    {
        public IReadOnlyList<string> this[Guid conversation] => names.GetValueOrDefault(conversation, []);
    }
}
