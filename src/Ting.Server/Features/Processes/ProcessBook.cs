using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Processes;

/// <summary>A process, ready to be shown and counted.</summary>
public sealed record ProcessEntry(Guid Id, Wording Names, Wording Occasion, Guid? LabelId, CaseKind? CaseKind, IReadOnlyList<ProcessStep> Steps)
{
    internal static ProcessEntry Of(StandardProcess it) => new(it.Id, it.ReadNames(), it.ReadOccasion(), it.LabelId, it.CaseKind, it.ReadSteps());

    /// <summary>The conversations that it applies to.</summary>
    internal IQueryable<Conversation> Of(AppDb db, IQueryable<Conversation> conversations)
    {
        var (labels, links, cases) = (db.ConversationLabels, db.CaseConversations, db.Cases); // a query may not name an extension
        return (LabelId, CaseKind) switch
        {
            ({ } label, { } kind) => conversations.Where(it => labels.Any(link => link.ConversationId == it.Id && link.LabelId == label)
                || links.Any(link => link.ConversationId == it.Id && cases.Any(matter => matter.Id == link.CaseId && matter.Kind == kind))),
            ({ } label, null) => conversations.Where(it => labels.Any(link => link.ConversationId == it.Id && link.LabelId == label)),
            (null, { } kind) => conversations.Where(it => links.Any(link => link.ConversationId == it.Id && cases.Any(matter => matter.Id == link.CaseId && matter.Kind == kind))),
            _ => conversations.Where(_ => false),
        };
    }

    /// <summary>Of those, the ones in which every step of today was recorded.</summary>
    internal IQueryable<Conversation> Followed(AppDb db, IQueryable<Conversation> conversations)
    {
        var records = db.ProcessRecords;
        var (id, keys, count) = (Id, Steps.Select(step => step.Key).ToArray(), Steps.Count);
        return Of(db, conversations).Where(it => records.Count(record => record.ConversationId == it.Id && record.ProcessId == id && keys.Contains(record.Step)) == count);
    }
}

/// <summary>The library as it applies today. Kept in memory: where it is empty, a conversation asks the database nothing.</summary>
public sealed class ProcessBook(IReadOnlyList<ProcessEntry> all)
{
    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<ProcessEntry> All => all;

    public ProcessEntry? Find(Guid id) => all.FirstOrDefault(it => it.Id == id);

    internal static async Task<ProcessBook> ReadAsync(AppDb db, CancellationToken cancel) => new(
        [.. (await db.StandardProcesses.AsNoTracking().Where(it => !it.Archived).OrderBy(it => it.Id).Take(StandardProcess.Most).ToListAsync(cancel)).Select(ProcessEntry.Of)]);

    /// <summary>Those that apply to a conversation.</summary>
    internal async Task<IReadOnlyList<ProcessEntry>> ForAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        if (all.Count == 0)
            return [];
        var labels = await db.ConversationLabels.AsNoTracking().Where(it => it.ConversationId == conversationId).Select(it => it.LabelId).ToListAsync(cancel);
        var kinds = await (from link in db.CaseConversations.AsNoTracking() where link.ConversationId == conversationId join matter in db.Cases on link.CaseId equals matter.Id select matter.Kind).Distinct().ToListAsync(cancel);
        return [.. all.Where(it => (it.LabelId is { } label && labels.Contains(label)) || (it.CaseKind is { } kind && kinds.Contains(kind)))];
    }
}
