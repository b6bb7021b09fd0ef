// SPDX-License-Identifier: GPL-3.0-or-later
#include "cancelquestion.h"

#include "sessioncells.h"
#include "statusreport.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr auto hardlyBegun = 60s;

QString durationWords(std::chrono::seconds duration)
{
    if (duration < 60s)
        return duration == 1s ? CancelQuestion::tr("1 second")
                              : CancelQuestion::tr("%n seconds", nullptr, int(duration.count()));
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(duration).count();
    if (minutes < 60)
        return minutes == 1 ? CancelQuestion::tr("1 minute")
                            : CancelQuestion::tr("%n minutes", nullptr, int(minutes));
    return CancelQuestion::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString progressSentence(const ShownSession &shown)
{
    const Session &session = shown.session.session;
    const QString known = sessionTitle(shown.session);
    const QString title = known.isEmpty() ? shortId(session.id) : known;
    const auto duration = elapsed(shown.session, shown.now).value_or(0s);
    const QString image = session.images == 1
        ? CancelQuestion::tr("“%1” has run for %2 and made %3 of %4 image.")
        : CancelQuestion::tr("“%1” has run for %2 and made %3 of %4 images.");
    if (session.images <= 0)
        return CancelQuestion::tr("“%1” has run for %2.").arg(title, durationWords(duration));
    return image.arg(title, durationWords(duration), QString::number(session.imagesDone),
                     QString::number(session.images));
}

QString stopsAllOfIt()
{
    return CancelQuestion::tr("This stops everything that program started.");
}

} // namespace

bool CancelQuestion::isNeeded() const
{
    if (sessions.size() != 1 || byDeleteKey)
        return !sessions.isEmpty();
    const ShownSession &only = sessions.first();
    const auto &owner = only.session.session.owner;
    const bool others = !owner || owner->user != thisUser || owner->host != thisHost;
    const bool orphan = only.session.liveness == Liveness::Orphan;
    return others || orphan || elapsed(only.session, only.now).value_or(0s) > hardlyBegun;
}

QString CancelQuestion::title() const
{
    return sessions.size() == 1 ? tr("Cancel this session?")
                                : tr("Cancel %n sessions?", nullptr, int(sessions.size()));
}

QString CancelQuestion::text() const
{
    const QString kept = tr("Finished images are kept, the rest will not be made.");
    if (sessions.size() == 1) {
        const ShownSession &only = sessions.first();
        const auto &owner = only.session.session.owner;
        QStringList sentences{progressSentence(only)};
        if (!owner)
            sentences << tr("It was started by the earlier version.") << stopsAllOfIt();
        else if (owner->user != thisUser || owner->host != thisHost)
            sentences << tr("It belongs to %1.").arg(fullOwnerName(*owner));
        return (sentences << kept).join(u' ');
    }
    int done = 0;
    int asked = 0;
    bool hasEarlier = false;
    QStringList others;
    for (const ShownSession &shown : sessions) {
        const auto &owner = shown.session.session.owner;
        done += shown.session.session.imagesDone;
        asked += shown.session.session.images;
        hasEarlier |= !owner;
        if (owner && (owner->user != thisUser || owner->host != thisHost))
            others << shown.owner;
    }
    others.removeDuplicates();
    QStringList sentences{tr("They have made %1 of %2 images.").arg(done).arg(asked)};
    if (!others.isEmpty())
        sentences << tr("Some belong to %1.").arg(others.join(tr(", ")));
    if (hasEarlier)
        sentences << tr("Some were started by the earlier version.") << stopsAllOfIt();
    return (sentences << kept).join(u' ');
}

QString CancelQuestion::confirmText() const
{
    return sessions.size() == 1 ? tr("Cancel session")
                                : tr("Cancel %n sessions", nullptr, int(sessions.size()));
}

void CancelQuestion::ask(QWidget *parent, std::function<void()> confirmed) const
{
    auto *box = new QMessageBox(QMessageBox::Question, {}, title(), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(text());
    for (auto *label : box->findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText); // names and prompts of others too
    QPushButton *keep = box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    QPushButton *stop = box->addButton(confirmText(), QMessageBox::DestructiveRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(box, &QMessageBox::buttonClicked, box,
                     [stop, confirmed = std::move(confirmed)](QAbstractButton *pressed) {
                         if (pressed == stop)
                             confirmed();
                     });
    box->open();
}
