using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Forwards;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Demo;

/// <summary>A supplier was asked about one conversation of the demo and has answered; nobody was sent a mail.</summary>
internal static class DemoForwards
{
    private const string Answer = "您好，查过了，是这一批货的问题，不是客户用错了。今天补寄一份新的，两天内到，旧的不用寄回。";

    public static async Task AddAsync(AppDb db, DemoCast cast, DateTimeOffset now, CancellationToken cancel)
    {
        var (agent, before) = (cast.Named("周予安").Id, now.AddHours(-1)); // so that the answer comes after what was said
        var conversation = await db.Conversations.Where(it => it.AssigneeId == agent && it.Status == ConversationStatus.Open && it.Language == "zh-Hans" && it.LastMessageAt < before).OrderByDescending(it => it.LastMessageAt).ThenBy(it => it.Id).FirstOrDefaultAsync(cancel);
        if (conversation is null)
            return;

        var shown = await db.Messages.Where(it => it.ConversationId == conversation.Id && it.Kind == MessageKind.Customer).OrderByDescending(it => it.At).Select(it => it.Id).Take(2).ToListAsync(cancel);
        var (asked, answered) = (now.AddMinutes(-50), now.AddMinutes(-20));
        var forward = new Forward(conversation, "明光日用 · 陈师傅", "", "陈师傅，请帮忙看看客户说的情况：是这一批货的问题吗？需要怎么处理？", "zh-Hans", shown, byMail: false, Forward.UsualDays, agent, asked);
        conversation.Log("forward.made", $"agent:{agent}", asked, new { forwardId = forward.Id, name = forward.Name, messages = shown.Count, byMail = false });
        var message = conversation.Hear(forward.Id, forward.Name, Answer, answered);
        forward.Answer(answered);
        db.Forwards.Add(forward);
        db.Messages.Add(message);
        db.AddNumbered(new SearchDocument("message", conversation.Id, message.Id, Answer));
        db.AddNumbered(new SearchDocument(MentionColleague.Kind, conversation.Id, message.Id, MentionColleague.WordFor(agent)));
        await db.SaveAsync(conversation, cancel);
    }
}
